import './styles/base.css';
import './styles/header.css';
import './styles/plan.css';
import './styles/figures.css';
import './styles/ways.css';
import './styles/attention.css';
import './styles/arousal.css';
import { startPage } from './app/page';

const root = document.getElementById('app');
if (root)
    startPage(root);
