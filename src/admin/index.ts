export { createAdmin } from './app.tsx'
